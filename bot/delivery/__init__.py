"""The only speaker of what was saved: sends the outbox."""

from bot.delivery.delivery import Delivery, Means, Pace

__all__ = ["Delivery", "Means", "Pace"]
