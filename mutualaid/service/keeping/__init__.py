"""What is kept, and for how long: forgetting, ageing, exports, and the move to another store."""
