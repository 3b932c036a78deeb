# A device with the sample pack and streams. Build from the root of the repository:
#   docker build -f docker/device.Dockerfile -t tinylcm-device .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -q package -DskipTests -pl edge-runtime/sample -am

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home --home-dir /data tinylcm
COPY --from=build /src/edge-runtime/dist/target/tinylcm /opt/tinylcm
COPY --from=build /src/edge-runtime/sample/target/sample /opt/sample
USER tinylcm
VOLUME /data
ENTRYPOINT ["/opt/tinylcm/bin/tinylcm"]
CMD ["run", "--pack", "/opt/sample/clothes.tlcm", "--source", "/opt/sample/streams/novel-class.csv", "--loop", "--rate", "5", "--data", "/data"]
