"""How does a log say it? One line a message, whatever a page contains."""
