package org.tinylcm.bench;

import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import java.util.ArrayList;
import java.util.Arrays;
import org.tinylcm.classifier.knn.internal.KnnFactory;
import org.tinylcm.classify.Classification;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.NeighbourRule.Metric;
import smile.math.distance.EuclideanDistance;
import smile.neighbor.LinearSearch;

/**
 * Exact searches behind one face. The peers have no cosine distance, so they get vectors of unit length, whose
 * Euclidean neighbours are the same. They store double numbers, as their users must.
 */
final class Searchers {

    /** Rows of the nearest, nearest first. */
    interface Searcher {
        int[] nearest(int query) throws Exception;
    }

    private Searchers() {
    }

    static Searcher ours(float[] block, Metric metric, float[][] queries) {
        var rule = new NeighbourRule(Vectors.NEIGHBOURS, metric, true);
        var model = new KnnFactory().create(Vectors.labelled(block), rule, new float[0]);
        var into = new Classification(Vectors.NEIGHBOURS);
        var rows = new int[Vectors.NEIGHBOURS];
        return query -> {
            model.classify(queries[query], into);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = into.neighbourPrototype(i);
            }
            return rows;
        };
    }

    /** Two loops in double precision: what is right. */
    static Searcher naive(float[] block, Metric metric, float[][] queries) {
        int count = block.length / Vectors.DIMENSION;
        boolean unit = metric == Metric.COSINE;
        return query -> {
            var wide = Vectors.wide(queries[query], unit);
            var distances = new double[count];
            for (int row = 0; row < count; row++) {
                var other = Vectors.wide(Vectors.row(block, row), unit);
                for (int i = 0; i < wide.length; i++) {
                    distances[row] += (wide[i] - other[i]) * (wide[i] - other[i]);
                }
            }
            var best = new int[Vectors.NEIGHBOURS];
            for (int rank = 0; rank < best.length; rank++) {
                int nearest = 0;
                for (int row = 1; row < count; row++) {
                    if (distances[row] < distances[nearest]) {
                        nearest = row;
                    }
                }
                best[rank] = nearest;
                distances[nearest] = Double.POSITIVE_INFINITY;
            }
            return best;
        };
    }

    static Searcher smile(float[] block, Metric metric, float[][] queries) {
        var rows = wide(block, metric);
        var wanted = wide(queries, metric);
        var search = LinearSearch.of(rows, new EuclideanDistance());
        return query -> {
            var found = search.search(wanted[query], Vectors.NEIGHBOURS);
            // Smile does not promise an order among the neighbours.
            return Arrays.stream(found).sorted((a, b) -> Double.compare(a.distance, b.distance))
                    .mapToInt(neighbour -> neighbour.index).toArray();
        };
    }

    /** The row's number is the class value, which the distance does not look at. */
    static Searcher moa(float[] block, Metric metric, float[][] queries) throws Exception {
        var attributes = new ArrayList<com.yahoo.labs.samoa.instances.Attribute>();
        for (int i = 0; i <= Vectors.DIMENSION; i++) {
            attributes.add(new com.yahoo.labs.samoa.instances.Attribute("a" + i));
        }
        var rows = wide(block, metric);
        var data = new com.yahoo.labs.samoa.instances.Instances("rows", attributes, rows.length);
        data.setClassIndex(Vectors.DIMENSION);
        var header = new InstancesHeader(data);
        for (int i = 0; i < rows.length; i++) {
            data.add(moaInstance(rows[i], i, header));
        }
        var wanted = Arrays.stream(wide(queries, metric)).map(q -> moaInstance(q, -1, header)).toList();
        var distance = new moa.classifiers.lazy.neighboursearch.EuclideanDistance();
        distance.setDontNormalize(true);
        var search = new moa.classifiers.lazy.neighboursearch.LinearNNSearch();
        search.setDistanceFunction(distance);
        search.setInstances(data);
        return query -> {
            var found = search.kNearestNeighbours(wanted.get(query), Vectors.NEIGHBOURS);
            var best = new int[Vectors.NEIGHBOURS];
            for (int i = 0; i < best.length; i++) {
                best[i] = (int) found.instance(i).classValue();
            }
            return best;
        };
    }

    private static com.yahoo.labs.samoa.instances.Instance moaInstance(double[] row, int number,
            InstancesHeader header) {
        var values = Arrays.copyOf(row, row.length + 1);
        values[row.length] = number;
        var instance = new DenseInstance(1, values);
        instance.setDataset(header);
        return instance;
    }

    static Searcher weka(float[] block, Metric metric, float[][] queries) throws Exception {
        var attributes = new ArrayList<weka.core.Attribute>();
        for (int i = 0; i <= Vectors.DIMENSION; i++) {
            attributes.add(new weka.core.Attribute("a" + i));
        }
        var rows = wide(block, metric);
        var data = new weka.core.Instances("rows", attributes, rows.length);
        data.setClassIndex(Vectors.DIMENSION);
        for (int i = 0; i < rows.length; i++) {
            data.add(wekaInstance(rows[i], i, data));
        }
        var wanted = Arrays.stream(wide(queries, metric)).map(q -> wekaInstance(q, -1, data)).toList();
        var distance = new weka.core.EuclideanDistance();
        distance.setDontNormalize(true);
        var search = new weka.core.neighboursearch.LinearNNSearch();
        search.setDistanceFunction(distance);
        search.setInstances(data);
        return query -> {
            var found = search.kNearestNeighbours(wanted.get(query), Vectors.NEIGHBOURS);
            var best = new int[Vectors.NEIGHBOURS];
            for (int i = 0; i < best.length; i++) {
                best[i] = (int) found.instance(i).classValue();
            }
            return best;
        };
    }

    private static weka.core.Instance wekaInstance(double[] row, int number, weka.core.Instances data) {
        var values = Arrays.copyOf(row, row.length + 1);
        values[row.length] = number;
        var instance = new weka.core.DenseInstance(1, values);
        instance.setDataset(data);
        return instance;
    }

    private static double[][] wide(float[] block, Metric metric) {
        var rows = new double[block.length / Vectors.DIMENSION][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Vectors.wide(Vectors.row(block, i), metric == Metric.COSINE);
        }
        return rows;
    }

    private static double[][] wide(float[][] queries, Metric metric) {
        return Arrays.stream(queries).map(q -> Vectors.wide(q, metric == Metric.COSINE)).toArray(double[][]::new);
    }
}
