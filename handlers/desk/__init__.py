"""The desk in Telegram: people hand questions over in private, the office answers in its group."""
