package org.tinysphere.core.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;

/**
 * A person. Starts with a one-time password, which only allows to choose another one; from then on has what the role
 * allows, until disabled. Never deleted, because the audit log names it.
 */
@Entity
@Table(name = "app_user")
@NamedQuery(name = "User.byLogin", query = "select u from User u where u.login = :login")
@NamedQuery(name = "User.all", query = "select u from User u order by u.login")
public class User {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;
    private String login;
    private String password;
    private Role role;
    @Column(name = "must_change")
    private boolean mustChange;
    private boolean disabled;
    @Column(name = "created_at")
    private Instant createdAt;

    protected User() {
    }

    /** @param oneTimePassword hash of a password that has to be changed first */
    public User(String login, String oneTimePassword, Role role, Instant at) {
        this.login = Objects.requireNonNull(login);
        this.password = Objects.requireNonNull(oneTimePassword);
        this.role = Objects.requireNonNull(role);
        this.createdAt = at;
        this.mustChange = true;
    }

    public void choosePassword(String hash) {
        password = Objects.requireNonNull(hash);
        mustChange = false;
    }

    public void resetPassword(String oneTimePassword) {
        password = Objects.requireNonNull(oneTimePassword);
        mustChange = true;
    }

    public void become(Role other) {
        role = Objects.requireNonNull(other);
    }

    public void disable() {
        disabled = true;
    }

    public void enable() {
        disabled = false;
    }

    public Long id() {
        return id;
    }

    public String login() {
        return login;
    }

    public String password() {
        return password;
    }

    public Role role() {
        return role;
    }

    public boolean mustChange() {
        return mustChange;
    }

    public boolean disabled() {
        return disabled;
    }

    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof User user && login.equals(user.login);
    }

    @Override
    public int hashCode() {
        return login.hashCode();
    }
}
