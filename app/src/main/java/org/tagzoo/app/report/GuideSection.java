package org.tagzoo.app.report;

/** What each figure means. */
final class GuideSection {

    private GuideSection() {}

    static void write(Markup page, Table table) {
        page.open("section", "id", "guide");
        page.leaf("h2", "How to read this");
        page.leaf(
                "p",
                "The corpus is split once into three parts. Networks learn from train; thresholds"
                        + " and settings are chosen on validation; test is read once, at the end, and"
                        + " the table is about test unless it says otherwise. A figure whose"
                        + " denominator is 0 counts as 0.");
        page.open("dl", "class", "guide");
        for (TableColumn column : TableColumns.inMarkdown(table)) {
            page.open("div").leaf("dt", column.heading()).leaf("dd", column.meaning).close();
        }
        entry(
                page,
                "baseline",
                "a rule that looks at no image. A network that does not clear the best of them has"
                        + " learned nothing of use.");
        entry(
                page,
                "average",
                "micro counts all images and labels together; macro is the mean over labels,"
                        + " weighted the same with labels weighed by their support; samples is the"
                        + " mean over images of each image's own figures");
        entry(page, "support", "how many images truly have a label");
        entry(
                page,
                "score",
                "the network's figure from 0 to 1 for one label on one image; it ranks, and is not"
                        + " promised to be a probability");
        page.close().close();
    }

    private static void entry(Markup page, String name, String meaning) {
        page.open("div").leaf("dt", name).leaf("dd", meaning).close();
    }
}
