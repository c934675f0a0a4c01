# Build: a virtual environment with the bot in it.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv --without-pip /opt/bot
COPY requirements/run.lock requirements/build.lock requirements/
RUN python -m venv /opt/tools \
    && /opt/tools/bin/pip install --no-cache-dir --require-hashes -r requirements/build.lock \
    && /opt/tools/bin/pip --python /opt/bot/bin/python install --no-cache-dir --require-hashes \
       -r requirements/run.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY knowledge knowledge
RUN /opt/tools/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/tools/bin/pip --python /opt/bot/bin/python install --no-cache-dir --no-deps /wheels/*.whl

# Run: the interpreter and the environment, nothing to build or install with.
FROM python:3.11-slim
RUN python -m pip uninstall --yes --quiet pip setuptools wheel || true
RUN useradd --system --uid 10001 --create-home bot
COPY --from=build /opt/bot /opt/bot
ENV PATH="/opt/bot/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER bot
WORKDIR /home/bot
STOPSIGNAL SIGTERM
ENTRYPOINT ["exchange-bot"]
CMD ["run"]
