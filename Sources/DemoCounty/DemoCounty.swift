@main struct DemoCounty { static func main() {} }
