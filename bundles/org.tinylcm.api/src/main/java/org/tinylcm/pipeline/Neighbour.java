package org.tinylcm.pipeline;

/** One of the prototypes that decided. */
public record Neighbour(String label, float distance) {
}
