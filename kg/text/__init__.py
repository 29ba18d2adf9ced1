"""Reading articles; texts with their paragraphs, sentences, words and quotations."""
