package dev.captioner.evaluate.chart;

import java.util.List;

/** Panels side by side as one SVG picture. */
public final class Panels {
    private static final int LEFT = 52;
    private static final int TOP = 34;
    private static final int BOTTOM = 44;
    private static final int RIGHT = 20;

    private Panels() {}

    /** The picture, with a line end after its last line. */
    public static String svg(List<Panel> panels) {
        int width = panels.size() * (LEFT + Panel.WIDTH + RIGHT);
        int height = TOP + Panel.HEIGHT + BOTTOM;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " "
                + height + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        int left = LEFT;
        for (Panel panel : panels) {
            svg.append("<g transform=\"translate(" + left + " " + TOP + ")\">\n")
                    .append(panel.svg())
                    .append("</g>\n");
            left += Panel.WIDTH + RIGHT + LEFT;
        }
        return svg.append("</svg>\n").toString();
    }
}
