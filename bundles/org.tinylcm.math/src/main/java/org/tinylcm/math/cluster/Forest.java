package org.tinylcm.math.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Disjoint sets of the numbers 0..n-1. */
final class Forest {
    private final int[] parent;
    private final int[] sizes;

    Forest(int n) {
        parent = new int[n];
        sizes = new int[n];
        Arrays.setAll(parent, i -> i);
        Arrays.fill(sizes, 1);
    }

    /** Joins the sets of two numbers; answers the size of the result. */
    int union(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        if (rootA != rootB) {
            parent[rootB] = rootA;
            sizes[rootA] += sizes[rootB];
        }
        return sizes[rootA];
    }

    /** Largest set first, then by lowest number. */
    List<int[]> groups() {
        var byRoot = new LinkedHashMap<Integer, List<Integer>>();
        for (int i = 0; i < parent.length; i++) {
            byRoot.computeIfAbsent(root(i), r -> new ArrayList<>()).add(i);
        }
        return byRoot.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .sorted(Comparator.<int[]>comparingInt(group -> -group.length).thenComparingInt(group -> group[0]))
                .toList();
    }

    private int root(int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
