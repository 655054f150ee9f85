"""What every room stands on: clocks, ids, names, linear models, web addresses, errors."""
