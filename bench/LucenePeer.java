// SPDX-License-Identifier: GPL-2.0-or-later
/* The peer of bench/query.sh: Lucene, as its manual would have it used.
 *
 *	java LucenePeer.java index DOCS DIR THREADS   build, merged to one segment
 *	java LucenePeer.java ask DIR QUERIES          answer blocks of queries
 *
 * DOCS and QUERIES are those of draw_queries.py.  `ask` speaks the protocol of
 * compare.py: a line "MODE CLASS" on standard input is answered with a line
 * "MICROSECONDS TOTAL" for each query of the class, and a dot.  MODE is ids (the
 * best ten by Lucene's defaults: it stops counting at 1,000), count (the same with
 * exact totals), full (ids, stored fields, and two passages by UnifiedHighlighter).
 */
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.spans.SpanNearQuery;
import org.apache.lucene.search.spans.SpanTermQuery;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;

public class LucenePeer {
	static final String TEXT = "text";
	static final Analyzer ANALYZER = new EnglishAnalyzer();

	static String unescape(String s) {
		if (s.indexOf('\\') < 0)
			return s;
		StringBuilder out = new StringBuilder(s.length());
		for (int i = 0; i < s.length(); i++) {
			char c = s.charAt(i);
			if (c == '\\' && i + 1 < s.length()) {
				c = s.charAt(++i);
				c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
			}
			out.append(c);
		}
		return out.toString();
	}

	static void addAll(BufferedReader in, IndexWriter writer) throws IOException {
		List<String> lines = new ArrayList<>();
		do {
			lines.clear();
			synchronized (in) {
				String line;
				while (lines.size() < 64 && (line = in.readLine()) != null)
					lines.add(line);
			}
			for (String line : lines) {
				String[] f = line.split("\t", -1);
				Document doc = new Document();
				doc.add(new StringField("id", f[0], Field.Store.YES));
				doc.add(new StoredField("title", unescape(f[1])));
				doc.add(new StringField("date", f[2], Field.Store.YES));
				doc.add(new StringField("source", f[3], Field.Store.YES));
				doc.add(new StoredField("url", f[4]));
				doc.add(new TextField(TEXT, unescape(f[1]) + "\n" + unescape(f[5]),
						      Field.Store.YES));
				writer.addDocument(doc);
			}
		} while (!lines.isEmpty());
	}

	static void index(String docs, String dir, int threads) throws Exception {
		long start = System.nanoTime();
		IndexWriterConfig config = new IndexWriterConfig(ANALYZER);
		config.setRAMBufferSizeMB(256);
		IndexWriter writer = new IndexWriter(new MMapDirectory(Path.of(dir)), config);
		BufferedReader in = new BufferedReader(
			new InputStreamReader(new FileInputStream(docs), StandardCharsets.UTF_8), 1 << 20);
		List<Thread> pool = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			Thread t = new Thread(() -> {
				try {
					addAll(in, writer);
				} catch (IOException e) {
					throw new RuntimeException(e);
				}
			});
			t.start();
			pool.add(t);
		}
		for (Thread t : pool)
			t.join();
		writer.forceMerge(1);
		writer.close();
		System.out.printf("%.2f%n", (System.nanoTime() - start) / 1e9);
	}

	static List<Term> analyse(String words) throws IOException {
		List<Term> terms = new ArrayList<>();
		try (TokenStream s = ANALYZER.tokenStream(TEXT, words)) {
			CharTermAttribute text = s.addAttribute(CharTermAttribute.class);
			s.reset();
			while (s.incrementToken())
				terms.add(new Term(TEXT, text.toString()));
			s.end();
		}
		return terms;
	}

	static Query parse(String kind, String words) throws IOException {
		if (kind.equals("prefix"))
			return new PrefixQuery(new Term(TEXT, words));
		List<Term> terms = analyse(words);
		if (kind.startsWith("phrase")) {
			PhraseQuery.Builder b = new PhraseQuery.Builder();
			terms.forEach(b::add);
			return b.build();
		}
		if (kind.equals("near2")) {
			SpanNearQuery.Builder b = SpanNearQuery.newUnorderedNearQuery(TEXT);
			terms.forEach(t -> b.addClause(new SpanTermQuery(t)));
			return b.setSlop(4).build(); /* words between them */
		}
		Occur occur = kind.equals("or") || kind.equals("longany") ? Occur.SHOULD : Occur.MUST;
		BooleanQuery.Builder b = new BooleanQuery.Builder();
		terms.forEach(t -> b.add(new TermQuery(t), occur));
		return b.build();
	}

	static long answer(IndexSearcher s, UnifiedHighlighter h, String mode, String kind, String words)
		throws IOException {
		Query q = parse(kind, words);
		TopDocs top;
		if (mode.equals("count")) {
			TopScoreDocCollector c = TopScoreDocCollector.create(10, Integer.MAX_VALUE);
			s.search(q, c);
			top = c.topDocs();
		} else {
			top = s.search(q, 10);
		}
		if (mode.equals("full") && top.scoreDocs.length > 0) {
			String[] passages = h.highlight(TEXT, q, top, 2);
			int bytes = 0;
			for (int i = 0; i < top.scoreDocs.length; i++) {
				Document d = s.doc(top.scoreDocs[i].doc);
				bytes += d.get("title").length() + d.get("source").length() +
					 d.get("date").length() + d.get("url").length() +
					 (passages[i] == null ? 0 : passages[i].length());
			}
			if (bytes < 0)
				throw new IllegalStateException();
		}
		return top.totalHits.value;
	}

	static void ask(String dir, String file) throws Exception {
		IndexSearcher s = new IndexSearcher(DirectoryReader.open(new MMapDirectory(Path.of(dir))));
		s.setQueryCache(null); /* each query is to be answered, not remembered */
		UnifiedHighlighter h = new UnifiedHighlighter(s, ANALYZER);
		List<String[]> queries = new ArrayList<>();
		for (String line : Files.readAllLines(Path.of(file)))
			queries.add(line.split("\t", -1));
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
		String line;
		while ((line = in.readLine()) != null) {
			String[] what = line.split(" ");
			StringBuilder out = new StringBuilder();
			for (String[] q : queries) {
				if (!q[0].equals(what[1]) || q[1].equals("-"))
					continue; /* "-": a language of its own */
				long start = System.nanoTime();
				long total = answer(s, h, what[0], q[0], q[1]);
				out.append((System.nanoTime() - start) / 1e3).append(' ').append(total)
					.append('\n');
			}
			System.out.print(out.append(".\n"));
			System.out.flush();
		}
	}

	public static void main(String[] args) throws Exception {
		if (args.length == 4 && args[0].equals("index"))
			index(args[1], args[2], Integer.parseInt(args[3]));
		else if (args.length == 3 && args[0].equals("ask"))
			ask(args[1], args[2]);
		else
			System.exit(2);
	}
}
