package org.tinylcm.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.evaluation.internal.Report.Rules;

/** Records written by hand: what each figure is. */
class AnalysisTest {
    private static final String START = "{kind:start,name:p,version:'1',id:i,metric:cosine,neighbours:5,labels:[a,b]}";

    @TempDir
    Path folder;

    private final List<String> frozen = new ArrayList<>(List.of(START));
    private final List<String> adapting = new ArrayList<>(List.of(START));
    private final StringBuilder stream = new StringBuilder("x,label,segment\n");
    private int rows;

    @Test
    void aPseudoClassIsRightForTheTrueLabelOfMostOfItsSamplesFromTheNextFrameOn() throws IOException {
        rows("calm", 4, "a", "a", "a");
        rows("new", 2, "c", "b", "b");
        rows("new", 3, "c", "b", "b");
        rows("new", 5, "c", "b", "n");
        adapting.add("{kind:sample,id:s,sequence:4}");
        adapting.add("{kind:sample,id:t,sequence:5}");
        adapting.add("{kind:sample,id:u,sequence:0}");
        adapting.add("{kind:adaptation,sequence:8,label:n,trigger:drift,reason:r,accepted:true,used:true,watched:0,"
                + "samples:[s,t,u]}");
        adapting.add("{kind:onset,monitor:m,sequence:6}");
        var report = report(50);
        assertThat(report.segments().get(1).accuracy()).isEqualTo(0.5);
        assertThat(report.segments().get(1).accuracyWithoutAdaptation()).isZero();
        assertThat(report.segments().get(1).firstOnsetDelay()).isEqualTo(2);
        assertThat(report.adaptations().get(0).purity()).isEqualTo(2.0 / 3);
        assertThat(report.adaptations().get(0).meaning()).isEqualTo("c");
        assertThat(report.totals().afterAdaptation().novelClasses().gainPoints()).isEqualTo(100);
        assertThat(report.totals().worstStretch().points()).isEqualTo(100.0 * 5 / 14);
    }

    @Test
    void aClassThatWasTakenBackCountsOnlyAsLongAsItWasInUse() throws IOException {
        rows("calm", 4, "a", "a", "a");
        rows("new", 6, "c", "b", "n");
        adapting.add("{kind:sample,id:s,sequence:4}");
        adapting.add("{kind:adaptation,sequence:5,label:n,trigger:drift,reason:r,accepted:false,used:true,watched:2,"
                + "samples:[s]}");
        var report = report(50);
        assertThat(report.segments().get(1).accuracy()).isEqualTo(2.0 / 6);
        assertThat(report.adaptations().get(0).rolledBackAt()).isEqualTo(7);
        assertThat(report.totals().rolledBack()).isOne();
        assertThat(report.totals().afterAdaptation()).isNull();
    }

    @Test
    void anOnsetIsFalseInAStableSegmentButNotSoonAfterAChange() throws IOException {
        rows("calm", 20, "a", "a", "a");
        rows("dark", 20, "a", "a", "a");
        rows("light again", 20, "a", "a", "a");
        rows("odd", 20, "a", "a", "a");
        for (int frame : new int[] {5, 22, 43, 55}) {
            adapting.add("{kind:onset,monitor:m,sequence:" + frame + "}");
        }
        var report = report(10);
        assertThat(report.segments()).extracting(Report.SegmentFigures::kind).containsExactly("stable", "changed",
                "stable", "changed");
        assertThat(report.segments()).extracting(Report.SegmentFigures::falseAlarms).containsExactly(1, 0, 1, 0);
        assertThat(report.segments().get(2).aftermath()).isOne();
        assertThat(report.totals().alarms().missedSegments()).containsExactly("odd");
        assertThat(report.totals().alarms().falseAlarmsPer1000()).isEqualTo(50);
        assertThat(report.totals().alarmsWithoutAdaptation().missedSegments()).containsExactly("dark", "odd");
    }

    @Test
    void aRunWithoutItsEndIsNoResult() {
        rows("calm", 2, "a", "a", "a");
        assertThatThrownBy(() -> RunRecord.read(write("r", adapting), stream())).isInstanceOf(FailedRun.class);
    }

    @Test
    void textFromOutsideIsEscaped() throws IOException {
        rows("<script>|", 3, "a", "a", "a");
        adapting.add("{kind:onset,monitor:'<b>',sequence:1}");
        var analysis = analysis(50);
        assertThat(HtmlReport.of(analysis.report(List.of()), analysis.score())).contains("&lt;script&gt;", "&lt;b&gt;")
                .doesNotContain("<script", "<b>&lt;b");
        assertThat(MarkdownReport.of(analysis.report(List.of()))).contains("&lt;script>\\|");
    }

    @Test
    void theAreaUnderTheCurveIsTheShareOfPairsInTheRightOrder() {
        var random = new SplittableRandom(9);
        for (int i = 0; i < 200; i++) {
            var known = random.doubles(random.nextInt(1, 30)).map(x -> Math.floor(8 * x)).toArray();
            var novel = random.doubles(random.nextInt(1, 30)).map(x -> Math.floor(9 * x)).toArray();
            double won = 0;
            for (double k : known) {
                for (double n : novel) {
                    won += n > k ? 1 : n == k ? 0.5 : 0;
                }
            }
            assertThat(Auroc.of(known, novel)).isEqualTo(won / (known.length * novel.length));
        }
        assertThat(Auroc.of(new double[0], new double[1])).isNull();
    }

    private void rows(String segment, int count, String truth, String said, String saidAdapting) {
        for (int i = 0; i < count; i++) {
            stream.append("1,").append(truth).append(',').append(segment).append('\n');
            var frame = "{kind:frame,sequence:%d,name:'stream.csv:%d',label:%s,unknown:false,"
                    + "novelty:[1,2,3]}";
            frozen.add(String.format(frame, rows, rows + 2, said));
            adapting.add(String.format(frame, rows, rows + 2, saidAdapting));
            rows++;
        }
    }

    private StreamFile stream() throws IOException {
        return StreamFile.read(Files.writeString(folder.resolve("stream.csv"), stream));
    }

    private Report report(int grace) throws IOException {
        return analysis(grace).report(List.of());
    }

    private Analysis analysis(int grace) throws IOException {
        frozen.add("{kind:end}");
        adapting.add("{kind:end}");
        return new Analysis(stream(), new Rules(true, List.of(), grace, 50, List.of()),
                RunRecord.read(write("adapting", adapting), stream()),
                RunRecord.read(write("frozen", frozen), stream()));
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }
}
