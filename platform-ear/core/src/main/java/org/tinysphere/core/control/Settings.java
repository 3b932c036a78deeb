package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** What is set from outside, by environment variables or system properties of the same names. */
@ApplicationScoped
public class Settings {
    @Inject
    private Config config;

    public String databaseUrl() {
        return config.getValue("TINYSPHERE_DB_URL", String.class);
    }

    public String databaseUser() {
        return text("TINYSPHERE_DB_USER").orElse("postgres");
    }

    public String databasePassword() {
        return text("TINYSPHERE_DB_PASSWORD").orElse("");
    }

    /** Address of an S3 store; without one objects are files below {@link #objects()}. */
    public Optional<String> s3Endpoint() {
        return text("TINYSPHERE_S3_ENDPOINT");
    }

    public Path objects() {
        return Path.of(text("TINYSPHERE_OBJECTS").orElseThrow(() -> new IllegalStateException(
                "neither TINYSPHERE_S3_ENDPOINT nor TINYSPHERE_OBJECTS is set: where should objects be kept?")));
    }

    /** Process that started this one and without which it should end; see {@code ParentWatch}. */
    public Optional<Long> parent() {
        return text("TINYSPHERE_PARENT").map(Long::valueOf);
    }

    /** Addresses of proxies whose {@code X-Forwarded-For} is believed. */
    public Set<String> trustedProxies() {
        return Stream.of(text("TINYSPHERE_TRUSTED_PROXIES").orElse("").split(","))
                .map(String::trim).filter(s -> !s.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    public Optional<String> text(String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }

    public int number(String name, int defaultValue) {
        return config.getOptionalValue(name, Integer.class).orElse(defaultValue);
    }
}
