"""The fictional city of Rivemont: demonstration data as plain files."""
