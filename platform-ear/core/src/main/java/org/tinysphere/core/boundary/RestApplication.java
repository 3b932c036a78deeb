package org.tinysphere.core.boundary;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

/**
 * All beans of ours with {@code @Path} or {@code @Provider}, of whatever jar: servers look for them in a web module only, and
 * in the EAR the jars are outside of it.
 */
@ApplicationPath("api/v1")
@OpenAPIDefinition(info = @Info(title = "TinySphere", version = "1", description = "Devices, people and scripts"))
public class RestApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return CDI.current().getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(bean -> bean.getBeanClass())
                .filter(type -> type.getName().startsWith("org.tinysphere."))
                .filter(type -> type.isAnnotationPresent(Path.class) || type.isAnnotationPresent(Provider.class))
                .collect(Collectors.toSet());
    }

    /**
     * Jersey registers the JSON feature of this name only. There is none: {@link JsonBody} does it, and otherwise it would
     * be chance whether it or the server's JSON binding is taken.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.jsonFeature", "TinySphere");
    }
}
