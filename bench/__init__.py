"""What Workback costs: one module a question, `make bench` asks them all.

A question is a module with `async def measure() -> list[Result]`.
"""
