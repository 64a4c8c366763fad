@main struct Pianqu { static func main() {} }
