"""What was extracted, held against what people marked."""
