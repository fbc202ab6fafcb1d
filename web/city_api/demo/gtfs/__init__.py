"""The fictional bus network of Rivemont, from which a GTFS feed is made for any day."""
