"""The same rules as SQL, for where the data lives: our own text, without NOT, quoted for each dialect."""

from surefoot.batch.sql.dialects import DIALECTS
from surefoot.batch.sql.query import Wish, sql_expressions, sql_query

__all__ = ["DIALECTS", "Wish", "sql_expressions", "sql_query"]
