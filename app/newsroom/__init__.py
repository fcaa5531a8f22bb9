"""The demo's newsroom: invented articles by invented outlets, served on 127.0.0.1 in the shapes real sites have."""
