/** Code that no device should keep; the tests put it into bundles. */
package org.tinylcm.it.bad;
