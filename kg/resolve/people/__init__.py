"""The people of one article: their names, offices and what is known of their gender."""
