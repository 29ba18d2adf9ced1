"""What people put right, and how it is applied."""
