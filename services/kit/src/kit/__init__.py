"""What every Onroll service is made with; it knows none of them."""
