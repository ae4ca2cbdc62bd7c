"""How are sites asked without being a burden? One request a host at a time, slower when it slows, never after a no."""
