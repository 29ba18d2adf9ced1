"""Resolution of one article: speakers, addressees, agreements, circumstances and positions."""
