import strawberry

schema = strawberry.Schema(query=Query, extensions=EXTENSIONS)
