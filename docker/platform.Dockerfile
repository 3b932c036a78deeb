# The platform. Build from the root of the repository:
#   docker build -f docker/platform.Dockerfile -t tinysphere .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -q package -DskipTests -pl platform-ear/micro -am

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home --home-dir /data tinysphere
COPY --from=build /src/platform-ear/micro/target/tinysphere /opt/tinysphere
USER tinysphere
VOLUME /data
EXPOSE 8080
# exec form: the start program gets SIGTERM and stops the server in order.
ENTRYPOINT ["java", "-Xmx64m", "-jar", "/opt/tinysphere/lib/tinysphere-start.jar", "--data", "/data", "--port", "8080"]
