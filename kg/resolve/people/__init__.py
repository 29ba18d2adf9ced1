"""The people of one article: names, offices, gender."""
