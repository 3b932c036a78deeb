package org.tinysphere.core.entity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Roles are lower-case words in the database. */
@Converter(autoApply = true)
public class RoleColumn implements AttributeConverter<Role, String> {
    @Override
    public String convertToDatabaseColumn(Role role) {
        return role == null ? null : role.id();
    }

    @Override
    public Role convertToEntityAttribute(String id) {
        return id == null ? null : Role.of(id);
    }
}
