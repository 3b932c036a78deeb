package org.tinylcm.vectorfile;

import java.util.Map;

/**
 * One row.
 *
 * @param line line of the file (CSV) or row of the array (npy), from 1
 * @param values all finite; not used again by the reader
 * @param label content of the label column, null if there is none or it is empty
 * @param texts content of further text columns by name
 */
public record VectorRow(long line, float[] values, String label, Map<String, String> texts) {
}
