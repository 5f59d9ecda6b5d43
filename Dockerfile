# Two images from one build:
#
#   docker build --target service -t strongroom .        the service alone, for production
#   docker build -t strongroom-dev .                     with SoftHSM2, a token service and demo data, for trying out
#
# The production image holds no HSM library, no token service and no secrets. Mount the HSM vendor's PKCS#11 library, its configuration, the
# file with the PIN and the TLS certificate, and give the properties of docs/operations.md; perform the ceremony once before the first start
# (docker run … strongroom ceremony …). SoftHSM2 is for trying out: whoever can read its files has the keys.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
RUN ./mvnw -B -ntp -q package -DskipTests -pl vault-api,vault-dev -am \
    && java -Djarmode=tools -jar vault-api/target/vault-api-*-exec.jar extract --destination /service \
    && java -Djarmode=tools -jar vault-dev/target/vault-dev-*-exec.jar extract --destination /development \
    && mv /service/vault-api-*-exec.jar /service/strongroom.jar \
    && mv /development/vault-dev-*-exec.jar /development/strongroom.jar

FROM eclipse-temurin:25-jre AS base
RUN useradd --system --uid 10001 --user-group --home-dir /data --create-home strongroom
WORKDIR /data
USER 10001:10001
EXPOSE 8443
COPY vault-api/jvm.options /app/jvm.options
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:MaxRAMPercentage=60", "-XX:+DisableAttachMechanism", "-jar", "/app/strongroom.jar"]

FROM base AS service
COPY --from=build /service /app

FROM base AS development
USER root
RUN apt-get update \
    && apt-get install -y --no-install-recommends softhsm2 curl \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /development /app
USER 10001:10001
ENV STRONGROOM_HOME=/data
VOLUME /data
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s \
    CMD curl -fsS --cacert /data/ca.pem https://localhost:8443/health/ready
CMD ["run", "--server.address=0.0.0.0"]
