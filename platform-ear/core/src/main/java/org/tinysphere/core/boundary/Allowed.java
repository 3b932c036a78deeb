package org.tinysphere.core.boundary;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.tinysphere.core.entity.Role;

/**
 * The lowest role of people and scripts that may call this. Not the standard {@code RolesAllowed}: servers act on that
 * one themselves, before us and without problem documents.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Allowed {
    Role value();
}
