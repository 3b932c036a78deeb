package org.tinysphere.fleet.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;

/** Devices that are configured and updated together. A device is in at most one. */
@Entity
@Table(name = "device_group")
@NamedQuery(name = "DeviceGroup.byName", query = "select g from DeviceGroup g where g.name = :name")
public class DeviceGroup {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;
    private String name;
    private String description;
    @Column(name = "created_at")
    private Instant createdAt;

    protected DeviceGroup() {
    }

    public DeviceGroup(String name, String description, Instant at) {
        this.name = Objects.requireNonNull(name);
        this.description = description;
        this.createdAt = at;
    }

    public void rename(String other) {
        name = Objects.requireNonNull(other);
    }

    public void describe(String text) {
        description = text;
    }

    public Long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceGroup group && name.equals(group.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
