/**
 * The shapes of the hot update: what is signed (a release, a key ring), what is wanted of a device, and what it says of
 * it. {@code GET devices/{id}/keys} answers with a JSON array of {@link SignedDoc}, and
 * {@code POST devices/{id}/deployments/{n}/events} takes a JSON array of {@link DeploymentEvent}.
 */
@Export
@Version("1.0.0")
package org.tinylcm.protocol.update;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
