public import Foundation
public import Neural

/// Weights as safetensors: eight bytes with the length of the header, a JSON header, little-endian 32-bit floats.
///
/// One tensor for each slot, named `<layer number>.<weight|bias|…>`, in PyTorch's layout, and the running statistics as
/// `<layer number>.running_mean` and `<layer number>.running_var`, which a file need not have.
public enum Archive {
  private struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    var offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  /// The bytes of a file with all trained parameters.
  public static func bytes(of memory: Memory) -> Data {
    var header: [String: Entry] = [:]
    var body = Data()
    for slot in memory.slots {
      let start = body.count
      for index in slot.range {
        withUnsafeBytes(of: memory.parameters[index].bitPattern.littleEndian) { body.append(contentsOf: $0) }
      }
      header[slot.name] = Entry(
        dtype: "F32", shape: slot.claim.dimensions, offsets: [start, body.count])
    }
    for slot in memory.stateSlots {
      let start = body.count
      for index in slot.range {
        withUnsafeBytes(of: memory.state[index].bitPattern.littleEndian) { body.append(contentsOf: $0) }
      }
      header[slot.name] = Entry(dtype: "F32", shape: [slot.range.count], offsets: [start, body.count])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var text = (try? encoder.encode(header)) ?? Data()
    // The data begin at a multiple of eight, as readers expect.
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    var file = Data()
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { file.append(contentsOf: $0) }
    return file + text + body
  }

  /// Sets all trained parameters from the bytes of a file; changes nothing if one of them does not fit.
  ///
  /// Throws one sentence naming the first tensor whose name, shape or size does not fit.
  public static func load(_ file: Data, into memory: Memory) throws(SettingError) {
    let (header, body) = try split(file)
    let known = memory.slots.map(\.name) + memory.stateSlots.map(\.name)
    for name in header.keys.sorted() where !known.contains(name) {
      throw SettingError(
        "the weights have a tensor \"\(name)\" that this network does not have; it has \(known.joined(separator: ", "))"
      )
    }
    for slot in memory.slots {
      try check(
        slot.name, slot.claim.dimensions, header[slot.name], count: slot.range.count, bodyCount: body.count)
    }
    for slot in memory.stateSlots where header[slot.name] != nil {
      let count = slot.range.count
      try check(slot.name, [count], header[slot.name], count: count, bodyCount: body.count)
    }
    try checkApart(header)
    for slot in memory.slots {
      guard let start = header[slot.name]?.offsets.first else { continue }
      for (place, index) in slot.range.enumerated() {
        memory.parameters[index] = float(body, at: start + 4 * place)
      }
    }
    for slot in memory.stateSlots {
      guard let start = header[slot.name]?.offsets.first else { continue }
      for (place, index) in slot.range.enumerated() {
        memory.state[index] = float(body, at: start + 4 * place)
      }
    }
  }

  private static func split(_ file: Data) throws(SettingError) -> (header: [String: Entry], body: Data) {
    let bytes = Data(file)
    let damaged = SettingError("the weights are no safetensors file, or it is damaged")
    guard bytes.count >= 8 else { throw damaged }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else { throw damaged }
    let text = bytes[8..<8 + Int(length)]
    guard let whole = try? JSONSerialization.jsonObject(with: text) as? [String: Any],
      let tensors = try? JSONSerialization.data(withJSONObject: whole.filter { $0.key != "__metadata__" }),
      let header = try? JSONDecoder().decode([String: Entry].self, from: tensors)
    else { throw damaged }
    return (header, Data(bytes[(8 + Int(length))...]))
  }

  private static func check(
    _ name: String, _ wanted: [Int], _ entry: Entry?, count: Int, bodyCount: Int
  ) throws(SettingError) {
    guard let entry else { throw SettingError("the weights have no tensor \"\(name)\"") }
    guard entry.dtype == "F32" else {
      throw SettingError("the tensor \"\(name)\" is of type \(entry.dtype); only F32 can be read")
    }
    guard entry.shape == wanted else {
      throw SettingError("the tensor \"\(name)\" has the shape \(entry.shape), the network needs \(wanted)")
    }
    let offsets = entry.offsets
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= bodyCount,
      offsets[1] - offsets[0] == 4 * count
    else { throw SettingError("the tensor \"\(name)\" does not lie inside the file; it is damaged") }
  }

  /// No byte belongs to two tensors.
  private static func checkApart(_ header: [String: Entry]) throws(SettingError) {
    let entries = header.sorted { ($0.value.offsets[0], $0.key) < ($1.value.offsets[0], $1.key) }
    for (one, other) in zip(entries, entries.dropFirst()) where one.value.offsets[1] > other.value.offsets[0]
    {
      throw SettingError("the tensors \"\(one.key)\" and \"\(other.key)\" overlap in the file; it is damaged")
    }
  }

  private static func float(_ body: Data, at offset: Int) -> Float {
    var bits: UInt32 = 0
    for place in 0..<4 { bits |= UInt32(body[body.startIndex + offset + place]) << (8 * UInt32(place)) }
    return Float(bitPattern: bits)
  }
}
