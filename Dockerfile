# syntax=docker/dockerfile:1
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /opt/workback
COPY requirements.lock ./
RUN /opt/workback/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY domain ./domain
COPY storage ./storage
COPY bot ./bot
COPY playground/__init__.py ./playground/__init__.py
RUN /opt/workback/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 workback
COPY --from=build /opt/workback /opt/workback
USER 10001
WORKDIR /home/workback
ENV PATH="/opt/workback/bin:$PATH" HOST=0.0.0.0 PORT=3000 LOG_FORMAT=json
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + (os.environ.get('PORT') or '3000') + '/healthz', timeout=2)"]
CMD ["workback", "run"]
