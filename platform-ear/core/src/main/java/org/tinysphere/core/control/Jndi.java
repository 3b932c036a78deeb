package org.tinysphere.core.control;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What the server offers by name. Looked up and not injected: in the EAR our classes are outside of any module. */
public final class Jndi {
    private Jndi() {
    }

    public static <T> T find(String name, Class<T> type) {
        try {
            return type.cast(InitialContext.doLookup(name));
        } catch (NamingException e) {
            throw new IllegalStateException("the server has no " + name, e);
        }
    }
}
