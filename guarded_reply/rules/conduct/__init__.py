"""How the customer is treated."""
