# Three images from one file: app (web, realtime, worker, migrate), caddy, and the stages that build them.

FROM node:24-bookworm-slim AS pages
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
RUN npm run build


FROM python:3.13-slim-bookworm AS packages
COPY requirements/base.txt /base.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /base.txt


FROM python:3.13-slim-bookworm AS app
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin ratschlag \
    && install -d -o ratschlag -g ratschlag /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY config ./config
COPY forum ./forum
COPY api ./api
COPY realtime ./realtime
COPY deploy/alive.py ./deploy/alive.py
COPY --from=pages /app/frontend/build ./frontend/build
RUN python -m compileall -q .
VOLUME /data
USER ratschlag


FROM caddy:2.10-alpine AS caddy
# Ports above 1024 need no capability, and with no-new-privileges the marked program could not be started.
RUN setcap -r /usr/bin/caddy \
    && adduser -D -H -u 10002 caddy \
    && chown -R caddy:caddy /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
COPY --from=pages /app/frontend/build /srv
USER caddy
