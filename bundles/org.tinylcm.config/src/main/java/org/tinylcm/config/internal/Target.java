package org.tinylcm.config.internal;

import java.util.Map;
import java.util.Set;

/** Where checked configurations go. */
interface Target {
    /** Names of what was put here, by an earlier run too. */
    Set<ConfigName> present();

    /** Nothing happens if it is the same already. */
    void update(ConfigName name, Map<String, Object> values);

    void delete(ConfigName name);
}
