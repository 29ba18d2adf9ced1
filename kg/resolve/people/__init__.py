"""Who is who: people, organisations and governments, in one article and across all of them."""
