"""How addresses are fetched: from hosts that may be asked, whole, and within limits."""
