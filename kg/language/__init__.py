"""English: noun phrases, dates, numbers, names, and the word lists behind them."""
