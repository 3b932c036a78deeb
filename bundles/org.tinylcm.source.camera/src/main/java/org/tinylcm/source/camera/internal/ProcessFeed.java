package org.tinylcm.source.camera.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that writes JPEG pictures to its standard output. */
final class ProcessFeed implements Feed {
    private final List<String> command;
    private final int maxBytes;

    ProcessFeed(List<String> command, int maxBytes) {
        this.command = command;
        this.maxBytes = maxBytes;
    }

    @Override
    public String description() {
        return String.join(" ", command);
    }

    @Override
    public Connection open() throws IOException {
        return new Running(new ProcessBuilder(command).start(), maxBytes);
    }

    private static final class Running implements Connection {
        private static final int MAX_LINE = 200;
        private final Process process;
        private final Splitter splitter;
        private volatile String lastLine = "";

        Running(Process process, int maxBytes) throws IOException {
            this.process = process;
            this.splitter = new JpegSplitter(new ByteSource(process.getInputStream()), maxBytes);
            process.getOutputStream().close();
            var errors = new Thread(this::readErrors, "tinylcm-camera-errors");
            errors.setDaemon(true);
            errors.start();
        }

        @Override
        public Splitter splitter() {
            return splitter;
        }

        @Override
        public String lastWords() {
            try {
                var ended = process.waitFor(1, TimeUnit.SECONDS);
                return (ended ? "it ended with " + process.exitValue() : "it closed its output")
                        + (lastLine.isEmpty() ? "" : ": " + lastLine);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "it was interrupted";
            }
        }

        @Override
        public boolean single() {
            return false;
        }

        @Override
        public void close() {
            var all = process.descendants().toList();
            all.forEach(ProcessHandle::destroy);
            process.destroy();
            try {
                if (!process.waitFor(1, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            all.forEach(ProcessHandle::destroyForcibly);
        }

        /** Someone must read them, or the program stops when the pipe is full. */
        private void readErrors() {
            try (var reader = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8);
                    var in = new BufferedReader(reader)) {
                var line = new StringBuilder();
                int next;
                while ((next = in.read()) >= 0) {
                    if (next != '\n' && next != '\r') {
                        if (line.length() < MAX_LINE) {
                            line.append((char) next);
                        }
                    } else if (!line.isEmpty()) {
                        lastLine = line.toString();
                        line.setLength(0);
                    }
                }
                lastLine = line.isEmpty() ? lastLine : line.toString();
            } catch (IOException e) {
                // The program has been ended; there is nothing more to read.
                return;
            }
        }
    }
}
