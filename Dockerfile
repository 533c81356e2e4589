# The service in a small image: built from this checkout, run as an unprivileged user, healthy when it can record.
#   docker build -t guarded-reply . && docker run --rm -p 127.0.0.1:8000:8000 -v ./keys.yaml:/run/secrets/keys.yaml:ro guarded-reply --keys /run/secrets/keys.yaml
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY guarded_reply ./guarded_reply
COPY prompts ./prompts
COPY policies ./policies
RUN python -m venv /opt/guarded-reply \
    && /opt/guarded-reply/bin/pip install --no-cache-dir ".[mcp,chat,traces]"

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home guarded \
    && install -d -o guarded /var/lib/guarded-reply
COPY --from=build /opt/guarded-reply /opt/guarded-reply
ENV PATH=/opt/guarded-reply/bin:$PATH PYTHONUNBUFFERED=1
USER 10001
WORKDIR /var/lib/guarded-reply
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["guarded-reply", "serve", "--host", "0.0.0.0", "--port", "8000", "--drain-delay", "3"]
