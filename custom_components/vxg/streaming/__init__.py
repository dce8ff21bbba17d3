"""Live view: HLS through a loopback proxy."""
