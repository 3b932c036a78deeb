package org.tinysphere.core.boundary;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only the device itself may call this: the path parameter {@code id} names it, the bearer token is its secret. In the
 * method {@link DeviceCaller#of} gives it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface DeviceOnly {
}
