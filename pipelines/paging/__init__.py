"""Which pages is an article spread over, and how do they become one again? Found, asked for, checked and joined."""
