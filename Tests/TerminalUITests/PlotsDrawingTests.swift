import Foundation
import TerminalUI
import TestSupport
import Testing

@Suite struct PlotsDrawingTests {
  @Test func transcriptShowsGlyphsAndStyles() {
    var canvas = Canvas(size: Size(width: 4, height: 2))
    canvas.write("ab", x: 0, y: 0, Style(Colour(208), .bold))
    canvas.write("界", x: 1, y: 1, Style(.standard, on: Colour(16)))
    #expect(canvas.transcript == "4x2\n|ab  |\n| 界 |\n\naa..\n.bb.\n\na = 208 bold\nb = standard on 16\n")
  }

  @Test func dotsJoinInACell() {
    let area = Rect(x: 0, y: 0, width: 1, height: 1)
    func glyph(_ level: Capability.Glyphs, _ places: [(Int, Int)]) -> Unicode.Scalar {
      var canvas = Canvas(size: Size(width: 1, height: 1), look: Look(capability: Capability(glyphs: level)))
      var dots = Dots(area, level)
      for (x, y) in places { dots.set(x, y, Pen(.plain)) }
      dots.draw(on: &canvas)
      return canvas[0, 0].glyph
    }
    #expect(glyph(.braille, [(0, 0), (1, 3)]) == "⢁")
    #expect(glyph(.braille, [(0, 0), (0, 1), (0, 2), (0, 3)]) == "⡇")
    #expect(glyph(.block, [(0, 0), (1, 1)]) == "▚")
    #expect(glyph(.block, [(0, 0), (1, 0), (0, 1), (1, 1)]) == "█")
    #expect(glyph(.ascii, [(0, 0)]) == "*")
    #expect(glyph(.braille, [(5, 5), (-1, 0)]) == " ")
  }

  @Test func higherLayersReplaceLowerOnes() {
    var dots = Dots(Rect(x: 0, y: 0, width: 1, height: 1), .braille)
    dots.set(0, 0, Pen(.plain, layer: 1))
    dots.set(1, 1, Pen(.plain, layer: 0))
    var canvas = Canvas(size: Size(width: 1, height: 1))
    dots.draw(on: &canvas)
    #expect(canvas[0, 0].glyph == "⠁")
    dots.set(1, 3, Pen(.plain, layer: 2))
    dots.draw(on: &canvas)
    #expect(canvas[0, 0].glyph == "⢀")
  }

  @Test func strokesReachTheirEndsAndDashesDiffer() {
    var dots = Dots(Rect(x: 0, y: 0, width: 4, height: 1), .braille)
    dots.stroke(from: Point(x: 0, y: 0), to: Point(x: 7, y: 3), Pen(.plain))
    var canvas = Canvas(size: Size(width: 4, height: 1))
    dots.draw(on: &canvas)
    #expect(canvas.text == "⠑⠢⢄⡀" || canvas[0, 0].glyph != " " && canvas[3, 0].glyph != " ")
    let patterns = Set(Dash.allCases.map { dash in (0..<24).map { dash.covers($0) } })
    #expect(patterns.count == Dash.allCases.count)
  }

  @Test func barsGrowByEighths() {
    func bar(_ fraction: Double, _ level: Capability.Glyphs = .braille) -> String {
      var canvas = Canvas(size: Size(width: 4, height: 1), look: Look(capability: Capability(glyphs: level)))
      canvas.bar(fraction, .plain, in: canvas.bounds)
      return canvas.text
    }
    #expect(bar(0) == "    ")
    #expect(bar(1 / 32) == "▏   ")
    #expect(bar(0.5) == "██  ")
    #expect(bar(19 / 32) == "██▍ ")
    #expect(bar(1) == "████")
    #expect(bar(9) == "████")
    #expect(bar(.nan) == "    ")
    #expect(bar(0.6, .ascii) == "==- ")
  }

  @Test func heatmapShowsTwoNumbersInACellAndKeepsSpikes() {
    var canvas = Canvas(size: Size(width: 2, height: 1))
    let map = Heatmap(
      rows: 2, columns: 2, values: [0, 1, 1, 0], scale: Scale(.linear, 0, 1), ramp: Ramp(.grey))
    map.draw(on: &canvas, in: canvas.bounds)
    #expect(canvas[0, 0] == Cell("▀", Style(Colour(16), on: Colour(231))))
    #expect(canvas[1, 0] == Cell("▀", Style(Colour(231), on: Colour(16))))

    var spike = Array(repeating: Float(0), count: 1000)
    spike[617] = -1
    var row = Canvas(size: Size(width: 10, height: 1), look: Look(capability: Capability(colours: .mono)))
    Heatmap(rows: 1, columns: 1000, values: spike, scale: Scale(.linear, -1, 1), ramp: Ramp(.diverging))
      .draw(on: &row, in: row.bounds)
    #expect(row.text == "      ≣   ")
    Heatmap(rows: 1, columns: 2, values: [.nan, 0], scale: Scale(.linear, 0, 1), ramp: Ramp(.viridis))
      .draw(on: &row, in: row.bounds)
    #expect(row[0, 0].glyph == "×")
  }

  /// Lightness L* of CIELAB (D65) from sRGB.
  private func lightness(_ index: UInt8) -> Double {
    let (red, green, blue) = XtermColour.components(index)
    let linear = [red, green, blue].map { value -> Double in
      let c = value / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    let y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return y > 0.008856 ? 116 * cbrt(y) - 16 : 903.3 * y
  }

  @Test func palettesRiseInLightness() {
    for palette in [Palettes.viridis, Palettes.magma, Palettes.grey] {
      let values = palette.map(lightness)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "\(values)")
    }
    let arms = Palettes.diverging.map(lightness)
    let middle = arms.count / 2
    #expect(Palettes.diverging[middle] == 255)
    #expect(zip(arms[...middle], arms[1...middle]).allSatisfy { $0 < $1 })
    #expect(zip(arms[middle...], arms[(middle + 1)...]).allSatisfy { $0 > $1 })
  }

  /// Random series with everything that a diverging run can send.
  @Test func plotsSurviveAnything() {
    var state: UInt64 = 7
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let odd: [Double] = [
      .nan, .infinity, -.infinity, 0, -0.0, 1e30, -1e30, 1e-30, 1, 0.5, -3, .leastNonzeroMagnitude, 1e300,
    ]
    for round in 0..<120 {
      let count = [0, 1, 2, 17, 300][round % 5]
      let isConstant = round % 7 == 0
      let samples = (0..<count).map { index -> Sample in
        let value = isConstant ? odd[round % odd.count] : odd[Int(next()) % odd.count]
        return Sample(x: Double(index), y: value)
      }
      let series = [
        Series("a", samples, ink: .lane(0), hasBand: round % 2 == 0),
        Series("b", samples.reversed(), ink: .lane(1)),
      ]
      let range = Plot.range(of: series) ?? (0, 1)
      let kind: Scale.Kind = round % 3 == 0 ? .logarithmic : .linear
      let plot = Plot(
        x: Scale(.linear, 0, Double(count)), y: .fitting(kind, low: range.low, high: range.high),
        series: series,
        guides: [Guide(0.693, "ln 2")], moments: [Moment(3, "rate"), Moment(.nan, "never")])
      let size = Size(width: Int(next() % 90), height: Int(next() % 24))
      var canvas = Canvas(size: Size(width: size.width + 2, height: size.height + 2))
      plot.draw(on: &canvas, in: Rect(x: 1, y: 1, width: size.width, height: size.height))
      canvas.fill(Rect(x: 1, y: 1, width: size.width, height: size.height))
      #expect(canvas.cells.allSatisfy { $0 == .blank })
    }
  }

  /// One reading among a hundred thousand stays visible.
  @Test func oneSpikeIsSeen() {
    var samples = (0..<100_000).map { Sample(x: Double($0), y: 0.1) }
    samples[61_803] = Sample(x: 61_803, y: 1)
    let plot = Plot(
      x: Scale(.linear, 0, 100_000), y: Scale(.linear, 0, 1), series: [Series("", samples, ink: .text)])
    var canvas = Canvas(size: Size(width: 60, height: 12))
    plot.draw(on: &canvas, in: canvas.bounds)
    let top = canvas.text(row: 0).unicodeScalars.filter { (0x2801...0x28FF).contains($0.value) }
    #expect(top.count == 1)
  }

  @Test func labelsDoNotCollide() {
    let series = (0..<4).map { lane in
      Series(
        "lane \(lane)", [Sample(x: 0, y: 1), Sample(x: 10, y: 0.5 + Double(lane) * 0.001)], ink: .lane(lane))
    }
    let plot = Plot(x: Scale(.linear, 0, 10), y: Scale(.linear, 0, 1), series: series)
    var canvas = Canvas(size: Size(width: 60, height: 12))
    plot.draw(on: &canvas, in: canvas.bounds)
    for lane in 0..<4 { #expect(canvas.text.contains("lane \(lane)")) }
  }

  @Test func plotScreens() {
    let falling = (0..<200).map { Sample(x: Double($0), y: exp(-Double($0) / 40)) }
    let broken = (0..<200).map {
      Sample(x: Double($0), y: (90..<110).contains($0) ? .nan : 0.3 + 0.2 * sin(Double($0) / 15))
    }
    let plot = Plot(
      x: Scale(.linear, 0, 200), y: Scale(.linear, 0, 1), xTitle: "step",
      series: [
        Series("falling", falling, ink: .training),
        Series("broken", broken, ink: .validation, dash: .dotted, letter: "o"),
      ],
      guides: [Guide(0.693, "ln 2")], moments: [Moment(60, "rate 0.1")])
    for (name, look) in [
      ("braille", Look()), ("block", Look(capability: Capability(colours: .eight, glyphs: .block))),
      ("ascii", Look(capability: Capability(colours: .mono, glyphs: .ascii))),
    ] {
      for size in [Size(width: 64, height: 14), Size(width: 22, height: 5), Size(width: 30, height: 1)] {
        var canvas = Canvas(size: size, look: look)
        plot.draw(on: &canvas, in: canvas.bounds)
        expectScreen(canvas, "plot-\(name)-\(size.width)x\(size.height)")
      }
    }
  }
}
