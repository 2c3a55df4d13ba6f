class AuditMiddleware:
    pass
